import { createContext, useContext } from 'react';
import type { Client } from '#kit/core/call.ts';
import type { LiveStore } from '#kit/live/live-store.ts';
import type { Collections } from '#kit/live/open-activities.ts';
import type { Firebase } from './firebase.ts';

/** What the interface reaches the outside by; made once, in `main.tsx`. */
export interface Services extends Firebase {
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
