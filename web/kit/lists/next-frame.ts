/** A hidden tab paints no frames; what it shows is brought up to date all the same. */
const unseenMs = 500;

/** Calls back before the first frame that is painted after `waitMs`. @returns what calls it off */
export function nextFrame(callback: () => void, waitMs = 0): () => void {
  let frame: number | undefined;
  const wait = setTimeout(() => {
    frame = requestAnimationFrame(run);
  }, waitMs);
  const timer = setTimeout(run, Math.max(0, waitMs) + unseenMs);
  function run() {
    cancel();
    callback();
  }
  function cancel() {
    clearTimeout(wait);
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  }
  return cancel;
}
