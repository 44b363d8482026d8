// Opens the closer look at a photo, which is loaded when it is first asked for. Resolves when it is closed, to
// the id of the photo that was looked at last.
export async function openCloserLook(id: number): Promise<number> {
  const { showCloserLook } = await import('./closer-look');
  return showCloserLook(id);
}
