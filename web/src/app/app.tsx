import { RouterProvider } from '@tanstack/react-router';
import type { Firebase } from '../lib/service/firebase/firebase.ts';
import { FirebaseProvider } from '../lib/service/firebase/use-firebase.ts';
import { SessionProvider } from '../lib/service/session/session.tsx';
import { OfflineBanner } from './navigation/offline-banner.tsx';
import { router } from './router.tsx';

export function App({ firebase }: { firebase: Firebase }) {
  return (
    <FirebaseProvider value={firebase}>
      <SessionProvider>
        <OfflineBanner />
        <RouterProvider router={router} context={{ firebase }} />
      </SessionProvider>
    </FirebaseProvider>
  );
}
