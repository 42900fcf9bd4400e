const AGAIN_AFTER_MS = 3_000;

export interface Reach {
  /** Whether the server of the pages answers. */
  isReachable(): Promise<boolean>;
  /** Ends when it is worth looking again. */
  wait(): Promise<void>;
}

/**
 * Loads a part of the app. While the server cannot be reached it waits, and loads it then: a reload in between would put the
 * browser's own error page in place of the app.
 * @throws what `load` threw while the server could be reached: the part is gone, since there is a newer version
 */
export async function whenReachable<T>(load: () => Promise<T>, reach: Reach = browserReach): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (await reach.isReachable()) throw error;
      await reach.wait();
    }
  }
}

const browserReach: Reach = {
  isReachable: () =>
    fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
      () => true,
      () => false,
    ),
  wait: () =>
    new Promise((resolve) => {
      const again = () => {
        clearTimeout(timer);
        removeEventListener('online', again);
        resolve();
      };
      const timer = setTimeout(again, AGAIN_AFTER_MS);
      addEventListener('online', again);
    }),
};
