/** Has the browser keep this build, so that the app opens without a connection. Not while developing: nothing is built. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => {
    navigator.serviceWorker
      .register('/service-worker.js', { updateViaCache: 'none' })
      .catch((error: unknown) => {
        console.warn('The app is not kept for use without a connection.', error);
      });
  };
  // What the page needs to open comes first.
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
