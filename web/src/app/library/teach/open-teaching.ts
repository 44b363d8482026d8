// Opens the dialog in which a tag is taught; its code is loaded when it is first asked for.
export interface Lesson {
  name: string; // empty for a new tag
  yes?: number[]; // examples
}

export async function openTeaching(lesson: Lesson): Promise<void> {
  const { teach } = await import('./teaching-dialog');
  await teach(lesson);
}
