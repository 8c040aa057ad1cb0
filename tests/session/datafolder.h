#pragma once

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

namespace leadline::test {

/// Names and digests of all files below the folder: equal before and after, nothing was touched.
[[nodiscard]] inline QByteArray filesBelow(const QString &root)
{
    QByteArrayList all;
    QDirIterator files(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all << file.fileName().toUtf8() + ' ' +
                       QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex();
    }
    std::sort(all.begin(), all.end());
    return all.join('\n');
}

/// Files below the folder whose content or name holds one of the keys.
[[nodiscard]] inline QStringList leaksBelow(const QString &root, const QByteArrayList &keys)
{
    QStringList found;
    QDirIterator files(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            return {file.errorString()};
        const QByteArray content = file.readAll() + file.fileName().toUtf8();
        for (const QByteArray &key : keys) {
            if (content.contains(key) || content.contains((key + ':').toBase64()) ||
                content.contains(key.toBase64()))
                found << file.fileName();
        }
    }
    return found;
}

} // namespace leadline::test
