/// <reference lib="dom" />
/** What is wrong with how a page is laid out, or with what it says. */
export interface PageFault {
  readonly fault: 'sideways' | 'clipped' | 'overlapping' | 'untranslated';
  readonly text: string;
}

export interface FaultOptions {
  /** Whether every text has to be made of accented letters: then any other is no message. */
  readonly isPseudo: boolean;
  /** Names that stay as they are in every language. */
  readonly names: readonly string[];
  /** A pattern of texts that users have written. */
  readonly userTexts?: string;
}

/**
 * Finds texts that are cut off, lie over each other or are not translated, and a page that scrolls sideways. It runs in the
 * page, so it uses nothing from outside. What ends in an ellipsis, can be scrolled to or is for screen readers alone is meant.
 */
export function findPageFaults({ isPseudo, names, userTexts }: FaultOptions): PageFault[] {
  const faults: PageFault[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    faults.push({ fault: 'sideways', text: `${root.scrollWidth} of ${root.clientWidth} pixels` });
  }

  /** Data of users and of the catalog, and what is read by machines. */
  const data =
    'bdi, code, pre, kbd, .font-mono, [translate=no], [data-user-text], script, style, noscript, svg text';
  /** With what is never painted, such as the text by which the charts' library measures others. */
  const unseen = 'script, style, noscript, [hidden], #__react_svg_text_measurement_id';
  const known = [...names].sort((a, b) => b.length - a.length);
  const isPlain = (text: string) => {
    let rest = text.replace(/\S+@\S+/g, ' ');
    if (userTexts) rest = rest.replace(new RegExp(userTexts, 'g'), ' ');
    for (const name of known) rest = rest.replaceAll(name, ' ');
    // A word of two letters or more without any accent.
    return /(?<![\p{L}\d])[A-Za-z]{3,}(?![\p{L}\d])/u.test(rest.normalize('NFC'));
  };
  const short = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 120);

  interface Shown {
    readonly element: Element;
    readonly rect: DOMRect;
    readonly text: string;
  }
  const shown: Shown[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').trim();
    const element = node.parentElement;
    if (text === '' || !element || element.closest(unseen)) continue;
    if (isPseudo && !element.closest(data) && isPlain(text)) {
      faults.push({ fault: 'untranslated', text: short(text) });
    }
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rect = range.getBoundingClientRect();
    // What is for screen readers is a pixel large.
    const box = element.getBoundingClientRect();
    if (rect.width < 2 || rect.height < 2 || (box.width <= 1 && box.height <= 1)) continue;
    if (element.closest('.sr-only')) continue;
    const cut = cutOf(element, rect);
    if (cut === 'clipped') faults.push({ fault: 'clipped', text: short(text) });
    else if (cut === null) shown.push({ element, rect, text });
  }
  if (isPseudo) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-description']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const text = element.getAttribute(name) ?? '';
        if (!element.closest('[data-user-text], [translate=no]') && isPlain(text)) {
          faults.push({ fault: 'untranslated', text: `${name}: ${short(text)}` });
        }
      }
    }
  }

  /** Returns whether a text is cut off without an ellipsis; `hidden` if it is scrolled out of sight or shortened on purpose. */
  function cutOf(element: Element, rect: DOMRect): 'clipped' | 'hidden' | null {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.position === 'fixed' && rect.right <= innerWidth + 1 && rect.left >= -1) return null;
      const isLineClamped = style.webkitLineClamp !== 'none' && style.webkitLineClamp !== '';
      if (isLineClamped || style.textOverflow === 'ellipsis') return 'hidden';
      const [x, y] = [style.overflowX, style.overflowY];
      if (x === 'visible' && y === 'visible') continue;
      const box = at.getBoundingClientRect();
      const isBeyondX = rect.left < box.left - 1 || rect.right > box.right + 1;
      const isBeyondY = rect.top < box.top - 1 || rect.bottom > box.bottom + 1;
      if ((isBeyondX && (x === 'auto' || x === 'scroll')) || (isBeyondY && (y === 'auto' || y === 'scroll')))
        return 'hidden';
      if ((isBeyondX && x !== 'visible') || (isBeyondY && y !== 'visible'))
        return at.matches('[data-clips]') ? 'hidden' : 'clipped';
    }
    return rect.left < -1 || rect.right > innerWidth + 1 ? 'clipped' : null;
  }

  // Texts over each other. What floats above the page covers it on purpose.
  const isFloating = (element: Element) => {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { position } = getComputedStyle(at);
      if (position === 'fixed' || position === 'sticky' || position === 'absolute') return true;
    }
    return false;
  };
  const inFlow = shown.filter(({ element }) => !isFloating(element));
  for (const [index, one] of inFlow.entries()) {
    for (const other of inFlow.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      if (width < 3 || height < 5) continue;
      // Two runs of one sentence may share a line's box: their own lines say whether they meet.
      const parent = one.element.closest('p, li, dd, dt, h1, h2, h3, label, button, a');
      if (parent?.contains(other.element)) continue;
      faults.push({ fault: 'overlapping', text: `${short(one.text)} / ${short(other.text)}` });
    }
  }
  return faults;
}
