#pragma once

#include "services/mirror/leadrow.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <functional>

namespace leadline::bench {

/// The same leads as a plain table of five text columns, as a stock QTableView shows them: the peer of the
/// lead list. Rows are read in blocks, as ours are.
class StockTable final : public QAbstractTableModel
{
public:
    using Read = std::function<QList<LeadRow>(int first, int count)>;
    StockTable(int rows, Read read) : m_rows(rows), m_read(std::move(read)) {}

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : m_rows;
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 5;
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const LeadRow &row = rowAt(index.row());
        switch (index.column()) {
        case 0:
            return row.name;
        case 1:
            return row.statusLabel;
        case 2:
            return row.city;
        case 3:
            return QLocale().toString(row.lastActivityAt.date(), QLocale::ShortFormat);
        default:
            return row.nextTaskText;
        }
    }

private:
    [[nodiscard]] const LeadRow &rowAt(int row) const
    {
        constexpr int blockSize = 128;
        const int first = row / blockSize * blockSize;
        if (first != m_first || m_block.isEmpty()) {
            m_first = first;
            m_block = m_read(first, std::min(blockSize, m_rows - first));
        }
        return m_block.at(row - first);
    }

    int m_rows;
    Read m_read;
    mutable int m_first = -1;
    mutable QList<LeadRow> m_block;
};

} // namespace leadline::bench
