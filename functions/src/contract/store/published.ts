import { z } from 'zod';
import { Catalog } from '../catalog/catalog.ts';
import { ModerationSettings } from '../moderation/moderation-settings.ts';
import { Time } from '../time.ts';
import { formerlyPersonal } from './personal.ts';
import { optionalSince, schemaVersion, since } from './stored-document.ts';

/** `system_config/catalog`: the published catalog, which everyone can read. */
export const PublishedCatalog = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  catalog: Catalog,
  publishedBy: z.string(),
  publishedAt: Time,
  /** The providers that the server can reach. Null: not checked yet. Past versions don't store them. */
  reachableProviders: since(2, z.array(z.string().max(64)).max(100)),
  /** The providers' labels, by the names that catalogs use. */
  providerLabels: optionalSince(2, z.record(z.string().max(64), z.string().max(80))),
});
export type PublishedCatalog = z.infer<typeof PublishedCatalog>;

/** `catalog_versions/{n}`: every version that was ever published, with the parts that only staff can read. */
export const CatalogVersion = z.strictObject({
  ...PublishedCatalog.shape,
  /** The e-mail address of the publisher; null if no user published it. */
  email: formerlyPersonal(z.string()),
  reason: z.string(),
});
export type CatalogVersion = z.infer<typeof CatalogVersion>;

/** `system_config/moderation`: the published word lists. If it doesn't exist, the defaults apply. */
export const PublishedModeration = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  settings: ModerationSettings,
  /** The lists that this version replaced, for a rollback; null: the defaults. */
  previous: ModerationSettings.nullable(),
  publishedBy: z.string(),
  publishedAt: Time,
});
export type PublishedModeration = z.infer<typeof PublishedModeration>;

/** `system_config/schema`: the schema version that the store was raised to. If it doesn't exist, version 1. */
export const StoreSchema = z.strictObject({
  schemaVersion,
  version: z.int().min(1),
  /** The position at which updating older documents continues; null: it is complete. */
  cursor: z.string().nullable(),
  updatedAt: Time,
});
export type StoreSchema = z.infer<typeof StoreSchema>;
