import type { Logger } from '../../../lib/platform/logger.ts'
import type { ObjectStore } from '../api/store.ts'
import { deploymentController } from './deployment/deployment-controller.ts'
import { endpointsController } from './endpoints/endpoints-controller.ts'
import { serviceAccountController } from './namespaces/service-account-controller.ts'
import { replicaSetController } from './replica-set/replica-set-controller.ts'
import { runController } from './runtime/controller.ts'
import { schedulerController } from './scheduler/scheduler-controller.ts'

const controllers = [
  deploymentController,
  replicaSetController,
  endpointsController,
  serviceAccountController,
  schedulerController,
]

/** Runs every controller on the store until stopped. */
export function startControllers(cluster: { store: ObjectStore; logger: Logger; now: () => Date }): { stop(): void } {
  const running = controllers.map((controller) => runController(controller, cluster))
  return {
    stop() {
      for (const controller of running) controller.stop()
    },
  }
}
