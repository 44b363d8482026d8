// Sets CSS custom properties through the CSSOM, which a strict style-src allows (a style attribute it
// does not): html`<i ${customProperties({ '--share': '40%' })}></i>`.
import { nothing, type ElementPart } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';

class CustomProperties extends Directive {
  #last: Record<string, string> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('customProperties belongs on an element');
  }

  override update(part: ElementPart, [values]: [Record<string, string>]): typeof nothing {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values))
      if (this.#last[name] !== value) style.setProperty(name, value);
    this.#last = values;
    return nothing;
  }

  render(_values: Record<string, string>): typeof nothing {
    return nothing;
  }
}

export const customProperties = directive(CustomProperties);
