// The photo that `src` names.
import { PhotoloupeError } from '../client/photoloupe';

// Throws a PhotoloupeError 'network' that says where it is not.
export async function fetchPhoto(url: URL, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    throw new PhotoloupeError('network', `the photo could not be fetched from ${url.href}`, { cause });
  });
  if (!response.ok)
    throw new PhotoloupeError(
      'network',
      `the photo is not at ${url.href}: the server answered ${response.status}`,
    );
  return response.blob();
}
