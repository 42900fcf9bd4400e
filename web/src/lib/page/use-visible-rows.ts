import { measureElement, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

interface VisibleRowsOptions {
  count: number;
  keyOf: (index: number) => string | undefined;
  /** The height of a row in pixels where most are shown. */
  rowHeight: number;
}

interface VisibleRows<Body extends HTMLElement> {
  /** Goes to the element that contains the rows. */
  bodyRef: RefObject<Body | null>;
  bodyHeight: number;
  /** The rows in sight, and some around them. `topPx` is the distance from the top of the body. */
  rows: { index: number; key: string; topPx: number }[];
  /** Goes to each row as its `ref`, beside `data-index`. */
  measureRow: (row: HTMLElement | null) => void;
}

/** So many rows are measured as soon as they are added. */
const measuredAtOnce = 20;

/** Returns which rows of a long list in the page are in sight and where they stand. */
export function useVisibleRows<Body extends HTMLElement>(options: VisibleRowsOptions): VisibleRows<Body> {
  const { count, keyOf, rowHeight } = options;
  const bodyRef = useRef<Body>(null);
  const measured = useRef({ rows: 0, lastHeight: rowHeight });
  const [top, setTop] = useState(0);
  // The content above may grow: another filter, a line that wraps.
  useLayoutEffect(() => {
    const measure = () => {
      const { top: fromTop = 0 } = bodyRef.current?.getBoundingClientRect() ?? {};
      setTop(fromTop + window.scrollY);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const keyAt = (index: number) => keyOf(index) ?? String(index);
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    estimateSize: () => measured.current.lastHeight,
    getItemKey: keyAt,
    overscan: 5,
    scrollMargin: top,
    useFlushSync: false,
    measureElement: (row, entry, instance: Virtualizer<Window, HTMLElement>) => {
      const { rows, lastHeight } = measured.current;
      // Asking a new row for its height lays out the whole page at once. The observer tells it after the layout.
      if (!entry && rows >= measuredAtOnce) {
        return instance.itemSizeCache.get(keyAt(instance.indexFromElement(row))) ?? lastHeight;
      }
      const height = measureElement(row, entry, instance);
      measured.current = { rows: rows + 1, lastHeight: height };
      return height;
    },
  });
  return {
    bodyRef,
    bodyHeight: virtualizer.getTotalSize(),
    rows: virtualizer
      .getVirtualItems()
      .map(({ index, start }) => ({ index, key: keyAt(index), topPx: start - top })),
    measureRow: virtualizer.measureElement,
  };
}
