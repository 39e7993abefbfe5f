namespace Shop.Clients.Tests;

/// <summary>
/// A folder of the repository with a package.json, made ready to run: copied below artifacts/, so that nothing is installed among the
/// sources, and installed there exactly as locked.
/// </summary>
/// <param name="source">Its folder, from the repository's root.</param>
/// <param name="name">The copy's name below artifacts/.</param>
internal sealed class NodePackage(string source, string name)
{
    public string Folder { get; } = Path.Combine(Root, "artifacts", name);

    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Shop.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("Shop.sln is not above this program.");
            }

            return folder.FullName;
        }
    }

    /// <summary>Does nothing where node is missing: then the tests are skipped.</summary>
    public async Task PrepareAsync()
    {
        Directory.CreateDirectory(Folder);
        if (NodeProgram.IsInstalled)
        {
            CopySources();
            await InstallAsync();
        }
    }

    /// <summary>Runs a tool that package.json names: <c>("tsc", "-p", ".")</c>.</summary>
    public Task<string> RunToolAsync(string tool, params string[] arguments) =>
        NodeProgram.RunAsync(Folder, Path.Combine(Folder, "node_modules", ".bin", tool), arguments);

    public Task<string> RunNodeAsync(params string[] arguments) => NodeProgram.RunAsync(Folder, "node", arguments);

    private void CopySources()
    {
        var from = Path.Combine(Root, source);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(from, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is not ("node_modules" or "built"))
            {
                var copy = Path.Combine(Folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }
        }
    }

    private async Task InstallAsync()
    {
        var installed = Path.Combine(Folder, "node_modules", ".installed.json");
        var locked = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != locked)
        {
            await NodeProgram.RunAsync(Folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            await File.WriteAllTextAsync(installed, locked);
        }
    }
}
