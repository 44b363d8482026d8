// Where the focus is, and where it goes when what has it is taken away or switched off: who works with the keyboard
// goes on from there, not from the top of the page.

const FOCUSABLE = 'a[href], button, input, select, summary, textarea, [tabindex]';
const TYPED_IN = 'textarea, input:not([type]), input[type=text]'; // a phone's keyboard would cover half of the page

// The function that it returns gives the focus, if it is lost by then, to what had it or what is left nearest to that.
export function rememberFocus(): () => void {
  const had = focused();
  if (had === document.body) return () => {}; // nothing: not every browser gives it to a button that is clicked
  const near = ancestors(had).flatMap((element) => [
    element,
    element.nextElementSibling,
    element.previousElementSibling,
  ]);
  return () => {
    const now = focused();
    if (now !== document.body && !isOff(now)) return;
    near.some((element) => element?.isConnected && focusFirst(element, had));
  };
}

// To be called before a change of the page, which is drawn by the next frame.
export function keepFocus(): void {
  const giveBack = rememberFocus();
  requestAnimationFrame(giveBack);
}

function focused(): Element {
  let element = document.activeElement ?? document.body;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

// From the element outwards, through shadow roots.
function ancestors(element: Element): Element[] {
  const root = element.getRootNode();
  const parent = element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  return parent && parent !== document.body ? [element, ...ancestors(parent)] : [element];
}

// On a phone, in no text field but the one that had the focus.
function focusFirst(element: Element, had: Element): boolean {
  if (isFocusable(element) && (element === had || !opensKeyboard(element))) {
    (element as HTMLElement).focus();
    return true;
  }
  return [...(element.shadowRoot ?? element).children].some((child) => focusFirst(child, had));
}

function opensKeyboard(element: Element): boolean {
  return element.matches(TYPED_IN) && matchMedia('(pointer: coarse)').matches;
}

function isFocusable(element: Element): boolean {
  return element.matches(FOCUSABLE) && !isOff(element);
}

function isOff(element: Element): boolean {
  return element.matches(':disabled') || !element.checkVisibility();
}
