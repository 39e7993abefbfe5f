namespace Shop.Local.Stack;

/// <summary>Files and directories that only their owner may read, written whole or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string content)
    {
        var draft = $"{path}.new";
        File.Delete(draft);
        using (var file = new StreamWriter(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(content);
        }

        File.Move(draft, path, overwrite: true);
    }

    public static string Directory(string path) =>
        System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
}
