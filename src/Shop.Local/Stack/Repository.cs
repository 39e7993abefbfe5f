namespace Shop.Local.Stack;

internal static class Repository
{
    /// <summary>The folder that holds Shop.sln: where the <c>shop</c> script says, or above the running program.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("SHOP_ROOT") is { Length: > 0 } given ? given : AboveProgram();

    private static string AboveProgram()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Shop.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new Refusal("Shop.sln is not above this program: start it through ./shop.");
    }
}
