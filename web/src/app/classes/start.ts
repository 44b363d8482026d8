// Opens the project and the network that learns it. A page that begins with this tab does so before the tab is there.
import '../../client/training/trainers'; // which the client fetches first of all: with this, not after it
import { learner } from './learner/learner';
import { project } from './project/project';

void project.start();
learner.start();
