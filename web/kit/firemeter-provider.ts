import { collectionsWith } from '@firemeter/functions/contract';
import type { FirebaseApp } from 'firebase/app';
import { getAuth } from 'firebase/auth';
import { getFirestore } from 'firebase/firestore';
import { getFunctions } from 'firebase/functions';
import { createElement, type ReactNode, useMemo } from 'react';
import { AccountProvider, type AccountState } from './hooks/account-context.ts';
import { type Connection, ConnectionProvider } from './hooks/connection.ts';
import { useOwnAccount } from './hooks/use-own-account.ts';
import { LiveStore } from './live/live-store.ts';
import { englishTexts } from './texts/english.ts';
import type { KitTexts } from './texts/kit-texts.ts';
import { TextsProvider } from './texts/texts-context.ts';

export interface FiremeterProviderProps {
  /** The app's own Firebase app. Whoever is signed in to it uses credits. */
  readonly app: FirebaseApp;
  /** The region of Firemeter's functions; absent: us-central1. */
  readonly region?: string;
  /** The prefix of the collections, as `firemeter` was given it; absent: none. */
  readonly collectionPrefix?: string;
  /** The account that pays, null while it is unknown; absent: that of whoever is signed in, which is opened for them. */
  readonly accountId?: string | null;
  /** The locale in which numbers and dates are written; absent: en-US. */
  readonly locale?: string;
  /** Texts of the components in place of the English ones. */
  readonly texts?: Partial<KitTexts>;
  readonly children: ReactNode;
}

/** Connects the components and hooks below it to Firemeter. Put it around the part of the app that uses credits. */
export function FiremeterProvider(props: FiremeterProviderProps): ReactNode {
  const { app, region = 'us-central1', collectionPrefix = '', accountId, locale, texts, children } = props;
  const connection = useMemo((): Connection => {
    const firestore = getFirestore(app);
    return {
      ...{ auth: getAuth(app), firestore, functions: getFunctions(app, region) },
      live: new LiveStore({ firestore }),
      collections: collectionsWith(collectionPrefix),
    };
  }, [app, region, collectionPrefix]);
  const own = useOwnAccount(connection, accountId === undefined);
  const state = useMemo(
    (): AccountState => (accountId ? { status: 'open', accountId } : { status: 'signed-out' }),
    [accountId],
  );
  const all = useMemo((): KitTexts => ({ ...englishTexts(locale), ...texts }), [locale, texts]);
  const account = accountId === undefined ? own : state;
  const withTexts = createElement(TextsProvider, { value: all }, children);
  const withAccount = createElement(AccountProvider, { value: account }, withTexts);
  return createElement(ConnectionProvider, { value: connection }, withAccount);
}
