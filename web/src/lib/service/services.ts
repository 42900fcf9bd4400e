import type { Firestore } from 'firebase/firestore';
import type { Functions } from 'firebase/functions';
import { createContext, useContext } from 'react';
import type { Client } from '#kit/core/call.ts';
import type { LiveStore } from '#kit/live/live-store.ts';
import type { Collections } from '#kit/live/open-activities.ts';
import type { Firebase } from './firebase/firebase.ts';

/** What signed-in pages reach the outside by; made once, in `start-services.ts`. */
export interface Services extends Firebase {
  firestore: Firestore;
  functions: Functions;
  client: Client;
  live: LiveStore;
  collections: Collections;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider around it');
  return services;
}
