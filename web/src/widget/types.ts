// What the users of <photo-loupe> see of it: its properties, which mirror the attributes, and its events.
import type { Classification, ErrorCode, Prediction, Tag } from '../client/types';

export interface PhotoLoupeElement extends HTMLElement {
  model: string; // the name of one that comes with the package, or the URL of a model file
  top: number; // labels shown
  threshold: number; // 0 to 1: what is less probable is not shown
  src: string; // the URL of a photo to begin with; empty for none
  webcam: boolean; // whether the camera is offered
  // Shows a photo and what is in it. Null when it could not be read, or another one came before it was.
  classify(photo: Blob): Promise<Classification | null>;
}

export interface LoupeReady {
  name: string; // of the model
  classNames: readonly string[];
}

export interface LoupeResult {
  predictions: Prediction[]; // those shown, most probable first
  tags: Tag[];
  unlike: boolean; // unlike everything that the model was shown
  live: boolean; // of the camera
}

export interface LoupeError {
  code: ErrorCode;
  message: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-loupe': PhotoLoupeElement;
  }
  interface GlobalEventHandlersEventMap {
    'loupe-ready': CustomEvent<LoupeReady>;
    'loupe-result': CustomEvent<LoupeResult>;
    'loupe-error': CustomEvent<LoupeError>;
  }
}
