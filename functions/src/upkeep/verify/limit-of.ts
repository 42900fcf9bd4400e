import { type Activity, AppError, type Limit } from '../../contract/index.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';

/** Returns the limit that applied when an activity was admitted; null if there was none, or its catalog is gone. */
export async function limitOf(
  catalogs: Catalogs,
  { operation, catalogVersion }: Activity,
): Promise<Limit | null> {
  try {
    const { version, catalog } = await catalogs.at(catalogVersion);
    return version === catalogVersion ? (catalog.operations[operation]?.limit ?? null) : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
