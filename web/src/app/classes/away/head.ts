// What was learned, without the network that comes with every page and with the command line.
import { headAlone } from '../../../client/head-file';
import { fetchOfSite } from '../../away/web-page';

const BASE = 'efficientnet-lite0';

export async function headOf(model: Blob): Promise<Blob> {
  const base = await fetchOfSite(`models/${BASE}.safetensors`);
  return headAlone(model, await base.blob(), BASE);
}
