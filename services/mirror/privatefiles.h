#pragma once

#include "services/base/result.h"

#include <QString>

namespace leadline {

/// A Storage error of what the system said (`errno`) about the path.
[[nodiscard]] ApiError systemError(const QString &path, int number);

/// Creates the folder (missing ones above it too) or tightens an existing one to 0700; gives its path without symbolic
/// links. A folder that is itself a symbolic link, or another user's, is refused.
[[nodiscard]] Result<QString> makePrivateFolder(const QString &folder);

/// Creates the file empty, or tightens an existing one, to 0600 whatever the umask. Refuses symbolic links,
/// another user's file and anything else that is not a regular file. A new file's folder entry is on disk
/// before this returns.
[[nodiscard]] Result<Done> makePrivateFile(const QString &path);

/// The same check and tightening for a file that need not exist.
[[nodiscard]] Result<Done> tightenIfPresent(const QString &path);

/// Entries of the folder (a file made, renamed or removed in it) are on the disk afterwards.
[[nodiscard]] Result<Done> syncFolder(const QString &folder);

/// Renames within one folder, replacing what has the name; on the disk afterwards.
[[nodiscard]] Result<Done> moveFile(const QString &from, const QString &to);

} // namespace leadline
