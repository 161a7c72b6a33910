/** The operations that need nothing but a store: whatever asks for the machinery fails. */
import type { Operations } from '../../src/core/operations.ts';
import { createOperations } from '../../src/pipeline/operations/operations.ts';
import type { Store } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';

export function storeOperations(store: Store, now: () => number): Pick<Operations, 'call'> {
  return createOperations({
    store,
    engine: () => Promise.reject(new Error('no machinery in this test')),
    now,
    knowledge: async () => loadKnowledge(),
    sleep: async () => {},
    patienceMs: null,
    newId: () => 'msg_1',
    newSecret: () => 'whsec_1',
    housekeep: async () => {},
    handBack: async () => {},
    daemon: null,
  });
}
