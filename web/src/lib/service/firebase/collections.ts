import { collectionsWith } from '@firemeter/functions/contract';

/** What the collections of this deployment are called; their prefix is set when the app is built. */
export const collections = collectionsWith(import.meta.env.VITE_COLLECTION_PREFIX ?? '');
