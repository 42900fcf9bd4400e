import { currentPlan, isOffered, isOpenOn, type Operation, planRules } from '@firemeter/functions/contract';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useKept } from '../../lib/kept/use-kept.ts';

/** The chosen model, remembered; where it has left the catalog, been switched off or needs a plan that has ended, the default or what is left. */
export function useModel(operationName: string, operation: Operation): [string, (model: string) => void] {
  const { published } = useCatalog();
  const { account } = useAccount();
  const nowMs = useNow({ everyMs: 15_000 });
  const [chosen, choose] = useKept(`model.${operationName}`, 'browser');
  const { defaultModel, models } = operation;
  const isOpen = (name: string) => {
    const model = Object.hasOwn(models, name) ? models[name] : undefined;
    if (!model || !published || !isOffered(published.catalog, operation, model)) return false;
    const plan = account ? currentPlan(account, nowMs) : null;
    return isOpenOn(planRules(published.catalog, { operationName, model }), plan);
  };
  const wanted = [chosen ?? defaultModel, defaultModel, ...Object.keys(models)];
  return [wanted.find(isOpen) ?? defaultModel, choose];
}
