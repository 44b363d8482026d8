import { PhotoloupeError } from '../error';

// Fetches something that is to be a file of bytes; throws 'network' with a sentence about what is missing.
export async function fetchFile(url: string, what: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal: signal ?? null }).catch((cause: unknown) => {
    throw new PhotoloupeError('network', `${what} could not be fetched from ${url}`, { cause });
  });
  if (!response.ok)
    throw new PhotoloupeError(
      'network',
      `${what} is not at ${url}: the server answered ${response.status} ${response.statusText}`.trim(),
    );
  return response;
}
