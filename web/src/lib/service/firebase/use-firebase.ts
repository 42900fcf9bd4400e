import { createContext, useContext } from 'react';
import type { Firebase } from './firebase.ts';

const FirebaseContext = createContext<Firebase | null>(null);
export const FirebaseProvider = FirebaseContext.Provider;

/** Returns the part of Firebase that pages have before sign-in. Signed-in pages have more, by `useServices`. */
export function useFirebase(): Firebase {
  const firebase = useContext(FirebaseContext);
  if (!firebase) throw new Error('useFirebase needs a FirebaseProvider around it');
  return firebase;
}
