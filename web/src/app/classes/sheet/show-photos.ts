// Opens photos large enough to look at and to sort out; the sheet's code is loaded when it is first asked for.
export interface SheetPhoto {
  id: number;
  caption: string;
  better?: number; // the class that it perhaps belongs to
}

export interface SheetPhotos {
  title: string;
  note?: string;
  photos: readonly SheetPhoto[];
  selected?: number; // id
}

export async function showPhotos(shown: SheetPhotos): Promise<void> {
  const { openSheet } = await import('./photo-sheet');
  await openSheet(shown);
}
