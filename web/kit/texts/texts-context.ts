import { createContext, useContext } from 'react';
import { englishTexts } from './english.ts';
import type { KitTexts } from './kit-texts.ts';

const TextsContext = createContext<KitTexts>(englishTexts());
export const TextsProvider = TextsContext.Provider;

/** Returns the texts of the components, in the app's language. */
export function useTexts(): KitTexts {
  return useContext(TextsContext);
}
