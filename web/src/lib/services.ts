import { createContext, useContext } from 'react';
import type { Client } from './call.ts';
import type { Firebase } from './firebase.ts';
import type { LiveStore } from './live-store.ts';

/** What the interface reaches the outside by; made once, in `main.tsx`. */
export interface Services extends Firebase {
  client: Client;
  live: LiveStore;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider around it');
  return services;
}
