// What the element says, in the languages that it speaks.
import type { ErrorCode } from '../client/photoloupe';

export interface Words {
  photo: string;
  invitation: string;
  choose: string;
  another: string;
  camera: string;
  stop: string;
  loading: string;
  reading: string;
  live: string;
  unlike: string;
  unsure: string;
  again: string;
  noCamera: string;
  troubles: Partial<Record<ErrorCode, string>> & { other: string };
}

const en: Words = {
  photo: 'Photo',
  invitation: 'Drop a photo here, or paste one',
  choose: 'Choose a photo',
  another: 'Another photo',
  camera: 'Camera',
  stop: 'Stop the camera',
  loading: 'Getting ready',
  reading: 'Looking…',
  live: 'Live from the camera',
  unlike: 'Unlike anything known here',
  unsure: 'Not sure',
  again: 'Try again',
  noCamera: 'The camera could not be used. Is it allowed and free?',
  troubles: {
    'bad-image': 'This is not a photo, or a damaged one.',
    'unsupported-format': 'This browser cannot read photos of this kind.',
    'image-too-large': 'This photo is too large.',
    'bad-model': 'The model is damaged.',
    network: 'Something could not be fetched. Is there a connection?',
    'not-supported': 'This browser cannot run this. A current one can.',
    other: 'Something went wrong.',
  },
};

const de: Words = {
  photo: 'Foto',
  invitation: 'Foto hierher ziehen oder einfügen',
  choose: 'Foto auswählen',
  another: 'Anderes Foto',
  camera: 'Kamera',
  stop: 'Kamera anhalten',
  loading: 'Wird vorbereitet',
  reading: 'Wird angesehen …',
  live: 'Live von der Kamera',
  unlike: 'Nichts, was hier bekannt ist',
  unsure: 'Nicht sicher',
  again: 'Noch einmal',
  noCamera: 'Die Kamera war nicht zu haben. Ist sie erlaubt und frei?',
  troubles: {
    'bad-image': 'Das ist kein Foto, oder es ist beschädigt.',
    'unsupported-format': 'Solche Fotos kann dieser Browser nicht lesen.',
    'image-too-large': 'Dieses Foto ist zu groß.',
    'bad-model': 'Das Modell ist beschädigt.',
    network: 'Etwas war nicht zu laden. Besteht eine Verbindung?',
    'not-supported': 'Dieser Browser kann das nicht, ein aktueller schon.',
    other: 'Etwas ist schiefgegangen.',
  },
};

const fr: Words = {
  photo: 'Photo',
  invitation: 'Déposez ou collez une photo ici',
  choose: 'Choisir une photo',
  another: 'Une autre photo',
  camera: 'Caméra',
  stop: 'Arrêter la caméra',
  loading: 'Préparation',
  reading: 'Lecture…',
  live: 'En direct de la caméra',
  unlike: 'Rien de connu ici',
  unsure: 'Pas sûr',
  again: 'Réessayer',
  noCamera: 'La caméra n’a pas pu être utilisée. Est-elle autorisée et libre ?',
  troubles: {
    'bad-image': 'Ce n’est pas une photo, ou elle est endommagée.',
    'unsupported-format': 'Ce navigateur ne lit pas ce type de photo.',
    'image-too-large': 'Cette photo est trop grande.',
    'bad-model': 'Le modèle est endommagé.',
    network: 'Un fichier n’a pas pu être chargé. Êtes-vous en ligne ?',
    'not-supported': 'Ce navigateur n’en est pas capable ; un navigateur récent l’est.',
    other: 'Une erreur s’est produite.',
  },
};

const es: Words = {
  photo: 'Foto',
  invitation: 'Suelta o pega aquí una foto',
  choose: 'Elegir una foto',
  another: 'Otra foto',
  camera: 'Cámara',
  stop: 'Detener la cámara',
  loading: 'Preparando',
  reading: 'Mirando…',
  live: 'En directo de la cámara',
  unlike: 'Nada conocido aquí',
  unsure: 'No es seguro',
  again: 'Reintentar',
  noCamera: 'No se pudo usar la cámara. ¿Está permitida y libre?',
  troubles: {
    'bad-image': 'Esto no es una foto, o está dañada.',
    'unsupported-format': 'Este navegador no lee fotos de este tipo.',
    'image-too-large': 'Esta foto es demasiado grande.',
    'bad-model': 'El modelo está dañado.',
    network: 'Algo no se pudo descargar. ¿Hay conexión?',
    'not-supported': 'Este navegador no puede; uno actual sí.',
    other: 'Algo salió mal.',
  },
};

const LANGUAGES: Record<string, Words> = { en, de, fr, es };

// `language` as BCP 47 has it: 'de-AT' is answered in German, what is not spoken in English.
export function wordsOf(language: string): Words {
  return LANGUAGES[language.toLowerCase().split('-')[0]!] ?? en;
}
