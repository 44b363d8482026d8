// The sample photos that come with the site, as samples/samples.json lists them.
import type { GivenPhoto } from '../photos/photo';

export interface Sample {
  file: string;
  title: string;
  credit: string;
}

const FOLDER = 'samples/';

export function sampleUrl({ file }: Sample): string {
  return new URL(FOLDER + file, document.baseURI).href;
}

// None when the site carries none, or when they cannot be reached: samples are an extra.
export async function listSamples(): Promise<Sample[]> {
  try {
    const response = await fetch(new URL(`${FOLDER}samples.json`, document.baseURI));
    return response.ok ? ((await response.json()) as Sample[]) : [];
  } catch {
    return [];
  }
}

export async function openSample(sample: Sample): Promise<GivenPhoto> {
  const response = await fetch(sampleUrl(sample));
  return { name: sample.file, file: await response.blob() };
}
