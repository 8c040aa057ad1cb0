#pragma once

namespace leadline {

class Gallery;

// Every state of the window that a person can meet, by where it is met. Each adds its scenes to the gallery,
// in an order that leads from one to the next.

void addSignInScenes(Gallery &gallery);
void addEntrance(Gallery &gallery);   ///< no picture: into the window, without waiting for any lead
void addLeadScenes(Gallery &gallery); ///< from the open lead to a call logged
void addListScenes(Gallery &gallery);
void addSearchScenes(Gallery &gallery);
void addWindowScenes(Gallery &gallery);  ///< palette, keys, a narrow window
void addStripScenes(Gallery &gallery);   ///< phases of the status strip
void addTroubleScenes(Gallery &gallery); ///< ends offline
void addOutboxScenes(Gallery &gallery);  ///< after the network is gone, so that every state stays

void addEmptyScenes(Gallery &gallery);     ///< an organisation without leads
void addFirstLoadScenes(Gallery &gallery); ///< a large organisation over a slow road
void addFailedListScenes(Gallery &gallery);
void addDamageScenes(Gallery &gallery); ///< over files that were damaged before

} // namespace leadline
