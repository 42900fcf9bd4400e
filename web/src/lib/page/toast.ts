import type { ExternalToast, toast as sonner } from 'sonner';

type Kind = 'message' | 'success' | 'error' | 'info' | 'warning';
type Show = (text: string, options?: ExternalToast) => void;

let shown: typeof sonner | undefined;
let waiting: ((toast: typeof sonner) => void)[] = [];
const watchers = new Set<() => void>();

/** Shows a message for a moment. What shows it is loaded with the first. */
export const toast: Readonly<Record<Kind, Show>> & { dismiss(): void } = {
  message: show('message'),
  success: show('success'),
  error: show('error'),
  info: show('info'),
  warning: show('warning'),
  dismiss() {
    waiting = [];
    shown?.dismiss();
  },
};

function show(kind: Kind): Show {
  return (text, options) => {
    if (shown) shown[kind](text, options);
    else {
      waiting.push((toast) => toast[kind](text, options));
      for (const watcher of watchers) watcher();
    }
  };
}

/** Shows what waits; called once there is a place for it. */
export function startToasts(toast: typeof sonner): void {
  shown = toast;
  for (const showOne of waiting) showOne(toast);
  waiting = [];
}

/** Returns whether there has been a message. For `useSyncExternalStore`. */
export const hasToast = () => shown !== undefined || waiting.length > 0;

export function watchToasts(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}
