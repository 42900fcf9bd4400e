/** A hidden tab paints no frames; what it shows is brought up to date all the same. */
const unseenMs = 500;

/** Calls back before the next frame is painted. @returns what calls it off */
export function nextFrame(callback: () => void): () => void {
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, unseenMs);
  function run() {
    cancel();
    callback();
  }
  function cancel() {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  }
  return cancel;
}
