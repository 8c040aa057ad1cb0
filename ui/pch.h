// Precompiled for speed only: no file may rely on it.
#pragma once
#include <QAbstractItemModel>
#include <QPainter>
#include <QtWidgets>
