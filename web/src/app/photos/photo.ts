// One photo that the visitor gave, and how far it got.
import type { Classification } from '../../client/types';
import type { Problem } from '../engine/problem';

export type PhotoStatus = 'waiting' | 'reading' | 'done' | 'failed' | 'stopped';

export interface Photo {
  id: number;
  name: string; // with the folders in front of it, if it came out of one
  file: Blob;
  status: PhotoStatus;
  result: Classification | null;
  problem: Problem | null;
}

// A photo that is handed in: the path is for display and export.
export interface GivenPhoto {
  name: string;
  file: Blob;
}

export const SHOWN_LABELS = 5;
