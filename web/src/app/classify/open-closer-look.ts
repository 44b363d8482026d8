// Opens the closer look at a photo, which is loaded when it is first asked for.
export async function openCloserLook(id: number): Promise<void> {
  const { showCloserLook } = await import('./closer-look');
  await showCloserLook(id);
}
