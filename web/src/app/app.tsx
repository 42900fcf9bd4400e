import { RouterProvider } from '@tanstack/react-router';
import type { Firebase } from '../lib/service/firebase.ts';
import { SessionProvider } from '../lib/service/session.tsx';
import { FirebaseProvider } from '../lib/service/use-firebase.ts';
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
