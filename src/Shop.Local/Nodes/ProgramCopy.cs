namespace Shop.Local.Nodes;

internal static class ProgramCopy
{
    /// <summary>Into new files, so that a process which still runs from the old ones keeps them.</summary>
    public static void Replace(string from, string to)
    {
        var draft = $"{to}.new";
        Remove(draft);
        Directory.CreateDirectory(draft);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(draft, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(draft, Path.GetRelativePath(from, file)));
        }

        Remove(to);
        Directory.Move(draft, to);
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
