import type { Page } from '@playwright/test';

/** Notes, from now on, the time from each frame of a page to the next, and how long its longest task takes. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(`
    window.frames_ = [];
    window.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: 'longtask' });
    let last;
    requestAnimationFrame(function next(atMs) {
      if (last !== undefined) window.frames_.push(atMs - last);
      last = atMs;
      requestAnimationFrame(next);
    });`);
}

/** Returns what was noted since it was last asked for. */
export async function framesOf(page: Page): Promise<{ framesMs: number[]; longestTaskMs: number }> {
  return (await page.evaluate(`(() => {
    const noted = { framesMs: window.frames_, longestTaskMs: window.longestTask };
    window.frames_ = [];
    window.longestTask = 0;
    return noted;
  })()`)) as { framesMs: number[]; longestTaskMs: number };
}

/** Returns the size of a page's heap in bytes once all that is garbage has gone. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
