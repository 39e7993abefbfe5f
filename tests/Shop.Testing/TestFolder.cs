namespace Shop.Testing;

/// <summary>Temporary folders. <c>./shop test</c> gives one for a whole run, in which it ends every recorded process afterwards.</summary>
public static class TestFolder
{
    public static string Make(string name)
    {
        var parent = Environment.GetEnvironmentVariable("SHOP_TEST_DIRECTORY") is { Length: > 0 } given ? given : Path.GetTempPath();
        var path = Path.Combine(parent, $"shop-{name}-{Path.GetRandomFileName()}");
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
