import { isOffered, type Operation } from '@firemeter/functions/contract';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useKept } from '../../lib/kept/use-kept.ts';

/** The chosen model, remembered; where it has left the catalog or been switched off, the default or what is left. */
export function useModel(operationName: string, operation: Operation): [string, (model: string) => void] {
  const { published } = useCatalog();
  const [chosen, choose] = useKept(`model.${operationName}`, 'browser');
  const { defaultModel, models } = operation;
  const isOpen = (name: string) => {
    const model = Object.hasOwn(models, name) ? models[name] : undefined;
    return model !== undefined && published !== undefined && isOffered(published.catalog, operation, model);
  };
  const wanted = [chosen ?? defaultModel, defaultModel, ...Object.keys(models)];
  return [wanted.find(isOpen) ?? defaultModel, choose];
}
