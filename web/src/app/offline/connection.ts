// Whether the device has a connection, for the header to say. Nothing depends on it.
import { Store } from '../state/store';

export const connection = new Store({ online: navigator.onLine });

for (const event of ['online', 'offline'])
  addEventListener(event, () => connection.update({ online: navigator.onLine }));
