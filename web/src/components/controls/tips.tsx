import { useEffect, useState } from 'react';

interface Tip {
  readonly text: string;
  readonly place: DOMRect;
}

const AFTER_MS = 350;
const GAP_PX = 6;

/**
 * Shows the `data-tip` of an element on hover and on focus. For eyes only: what it says is the name of the element or stands in it,
 * too.
 */
export function Tips() {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const hide = () => {
      clearTimeout(timer);
      setTip(undefined);
    };
    const show = ({ type, target }: Event) => {
      hide();
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
      if (!element || (type === 'focusin' && !element.matches(':focus-visible'))) return;
      timer = setTimeout(() => {
        const text = element.dataset.tip;
        if (text && element.isConnected) setTip({ text, place: element.getBoundingClientRect() });
      }, AFTER_MS);
    };
    const shows = ['pointerover', 'focusin'] as const;
    const hides = ['pointerdown', 'keydown', 'focusout', 'scroll'] as const;
    for (const name of shows) document.addEventListener(name, show);
    for (const name of hides) document.addEventListener(name, hide, true);
    return () => {
      hide();
      for (const name of shows) document.removeEventListener(name, show);
      for (const name of hides) document.removeEventListener(name, hide, true);
    };
  }, []);
  if (!tip) return null;
  return (
    <div
      key={tip.text}
      aria-hidden="true"
      ref={(node) => {
        if (node) placeTip(node, tip.place);
      }}
      className="pointer-events-none fixed z-60 w-max max-w-64 animate-fade rounded-lg border border-line-strong bg-raised px-2.5 py-1.5 text-ink text-xs shadow-float"
    >
      {tip.text}
    </div>
  );
}

/** Places a tip above an element, or below where there is no room, and within the window. */
function placeTip(tip: HTMLElement, { top, bottom, left, width }: DOMRect): void {
  const { offsetWidth, offsetHeight } = tip;
  const middle = left + width / 2 - offsetWidth / 2;
  const above = top - offsetHeight - GAP_PX;
  tip.style.left = `${Math.max(GAP_PX, Math.min(middle, innerWidth - offsetWidth - GAP_PX))}px`;
  tip.style.top = `${above > 0 ? above : bottom + GAP_PX}px`;
}
