import { type FirebaseApp, type FirebaseOptions, initializeApp } from 'firebase/app';
import {
  type Auth,
  browserLocalPersistence,
  browserPopupRedirectResolver,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
} from 'firebase/auth';
import { type EmulatorPorts, emulatorPorts } from './emulator-ports.ts';

const hostingBasePort = 5000;
const viteBasePort = 5173;
const demoOptions: FirebaseOptions = { projectId: 'demo-firemeter', apiKey: 'demo', authDomain: 'localhost' };

/** What the sign-in page needs. Firestore and the functions are loaded with the signed-in pages (`start-services.ts`). */
export interface Firebase {
  app: FirebaseApp;
  auth: Auth;
  projectId: string;
  /** Set when everything runs on this machine. */
  emulators: EmulatorPorts | null;
}

/** Connects to the project that serves this page, or to the emulators beside it. */
export async function startFirebase(): Promise<Firebase> {
  const local = location.hostname === 'localhost' || location.hostname === '127.0.0.1';
  const options = (await hostedOptions()) ?? (local ? demoOptions : undefined);
  if (!options?.projectId)
    throw new Error('This page is not served by Firebase Hosting: no project to talk to.');
  const app = initializeApp({ ...options, apiKey: options.apiKey ?? 'demo' });
  const auth = initializeAuth(app, {
    persistence: [indexedDBLocalPersistence, browserLocalPersistence],
    // Prepared at once by Safari and phones only, which block pop-ups that open late.
    popupRedirectResolver: browserPopupRedirectResolver,
  });
  const { projectId } = options;
  if (!local || !projectId.startsWith('demo-')) {
    await proveOrigin(app);
    return { app, auth, projectId, emulators: null };
  }

  const basePort = import.meta.env.DEV ? viteBasePort : hostingBasePort;
  const ports = emulatorPorts({ pagePort: Number(location.port), basePort });
  connectAuthEmulator(auth, `http://127.0.0.1:${ports.auth}`, { disableWarnings: true });
  return { app, auth, projectId, emulators: ports };
}

/** Lets the server see, by App Check, that its calls come from this app; set when the app is built. */
async function proveOrigin(app: FirebaseApp): Promise<void> {
  const siteKey = import.meta.env.VITE_APP_CHECK_SITE_KEY as string | undefined;
  if (!siteKey) return;
  const { initializeAppCheck, ReCaptchaEnterpriseProvider } = await import('firebase/app-check');
  const provider = new ReCaptchaEnterpriseProvider(siteKey);
  initializeAppCheck(app, { provider, isTokenAutoRefreshEnabled: true });
}

/** Firebase Hosting serves the project's configuration; nothing else does. */
async function hostedOptions(): Promise<FirebaseOptions | undefined> {
  if (import.meta.env.DEV) return undefined;
  const response = await fetch('/__/firebase/init.json').catch(() => undefined);
  if (!response?.ok || !response.headers.get('content-type')?.includes('json')) return undefined;
  return ((await response.json()) as FirebaseOptions | null) ?? undefined;
}
