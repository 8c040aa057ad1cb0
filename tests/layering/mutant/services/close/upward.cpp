// A file that breaks an arrow on purpose: the layering test must refuse this folder.
#include "ui/mainwindow.h"
