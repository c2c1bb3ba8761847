import type { Engine } from './engine';
import type { Event } from './history';
import { gone } from './newest';
import { unsettled } from './quiet';
import { type Setup, World } from './world';

/** A world that has lived through a history and come to rest, and every promise that broke on it. */
export async function lives(
  setup: Setup,
  events: Event[],
  rounds: number,
  engine?: Engine,
): Promise<World> {
  const world = new World(setup, engine);
  await world.live(events);
  const restless = await world.settleDown(rounds);
  world.broken.push(...gone(world), ...unsettled(world));
  if (restless > 0) world.broken.push(`${restless} writes after the world was quiet`);
  return world;
}
