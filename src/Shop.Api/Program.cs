using Shop.Api.Auth;
using Shop.Api.Http;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddShopAuth();
    builder.AddShopHttp();

    var app = builder.Build();
    app.UseShopHttp();

    await app.RunAsync();
    return 0;
}
catch (SettingException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
