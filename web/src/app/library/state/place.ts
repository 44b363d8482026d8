// Where somebody is in the library, kept in the address: #library?q=dog+beach&photo=12. So a link, a bookmark, a
// reload and the back button find the same search, and the same photo.
import { Store } from '../../state/store';
import { tabs } from '../../shell/tabs';

export interface Place {
  query: string;
  like: number; // the photo whose like are shown; 0 for none
  photo: number; // that is looked at; 0 for none
}

interface State extends Place {
  top: number; // pixels that were scrolled when somebody went from here, who has come back
}

const NOWHERE: Place = { query: '', like: 0, photo: 0 };

class Places extends Store<State> {
  #typing = false; // the last step of the history was made by typing, and goes on
  #wasHere = tabs.state.tab === 'library';

  constructor() {
    super({ ...(placeInAddress() ?? NOWHERE), top: 0 });
    addEventListener('popstate', () => this.#follow());
    addEventListener('hashchange', () => this.#follow());
  }

  go(change: Partial<Place>): void {
    this.#typing = false;
    const place = { ...this.state, ...change, top: 0 };
    history.replaceState({ ...historyState(), top: scrollY }, '');
    history.pushState({ fromLibrary: true }, '', addressOf(place));
    this.update(place);
  }

  // The same step of the history: the next photo, say.
  replace(change: Partial<Place>): void {
    const place = { ...this.state, ...change };
    history.replaceState(history.state, '', addressOf(place));
    this.update(place);
  }

  // Every key gives another query, but all of them are one step.
  type(query: string): void {
    const place = { query, like: 0, top: 0 };
    if (this.#typing) return this.replace(place);
    this.go(place);
    this.#typing = true;
  }

  stopTyping(): void {
    this.#typing = false;
  }

  // Back to the photos, by the step that led to this one if there was one.
  closePhoto(): void {
    if (this.state.photo === 0) return;
    if (historyState().fromLibrary) history.back();
    else this.replace({ photo: 0 });
  }

  // The tab's own link, from another tab, leads to where somebody was; pressed again, to all photos.
  #follow(): void {
    const place = placeInAddress();
    const cameBack = place !== null && !this.#wasHere && location.hash === '#library';
    this.#wasHere = place !== null;
    if (!place) return;
    this.#typing = false;
    if (cameBack) history.replaceState(history.state, '', addressOf(this.state));
    else this.update({ ...place, top: historyState().top ?? 0 });
  }
}

interface HistoryState {
  fromLibrary?: boolean; // a step that was made here
  top?: number;
}

function historyState(): HistoryState {
  return (history.state as HistoryState | null) ?? {};
}

export const places = new Places();

// For a link to a search.
export function addressOf({ query, like, photo }: Place): string {
  const parameters = new URLSearchParams();
  if (query) parameters.set('q', query);
  if (like) parameters.set('like', String(like));
  if (photo) parameters.set('photo', String(photo));
  const said = String(parameters);
  return said ? `#library?${said}` : '#library';
}

// Null in another tab.
function placeInAddress(): Place | null {
  const [tab, said] = location.hash.split('?');
  if (tab !== '#library') return null;
  const parameters = new URLSearchParams(said);
  return {
    query: parameters.get('q') ?? '',
    like: Number(parameters.get('like')) || 0,
    photo: Number(parameters.get('photo')) || 0,
  };
}
