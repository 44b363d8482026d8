// Opens photos large enough to look at; the dialog's code is loaded when it is first asked for.
export interface ShownPhoto {
  id: number;
  caption: string;
}

export interface ShownPhotos {
  title: string;
  note?: string;
  photos: readonly ShownPhoto[];
  removable?: boolean; // whether they can be taken out of the project here
}

export async function showPhotos(shown: ShownPhotos): Promise<void> {
  const { openPhotos } = await import('./photo-dialog');
  await openPhotos(shown);
}
