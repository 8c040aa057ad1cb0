#pragma once

#include "tests/bench/figure.h"

#include <QJsonObject>
#include <QList>

namespace leadline::bench {

[[nodiscard]] QJsonObject toJson(const Figure &figure);
[[nodiscard]] Figure figureFromJson(const QJsonObject &json);

/// The figures as one table of plain text.
[[nodiscard]] QString table(const QList<Figure> &figures);

} // namespace leadline::bench
