import { orderBy, type Query, query, where } from 'firebase/firestore';
import type { AppQuery } from './queries.ts';

/** A query of the app as one of the browser SDK. */
export function constrained(from: Query, wanted: Pick<AppQuery, 'where' | 'orderBy'>): Query {
  const filters = (wanted.where ?? []).map(([field, operator, value]) => where(field, operator, value));
  return wanted.orderBy ? query(from, ...filters, orderBy(...wanted.orderBy)) : query(from, ...filters);
}
